import { allowStyleTextOnly, neverCompileText } from './trusted-types.ts'

allowStyleTextOnly()
neverCompileText()
