import { Fault } from '#shared/kernel/fault.ts'
import { readIdentity } from '../security/identity.ts'
import { unfit } from './office/acts.ts'
import type { Line } from './office/line.ts'

type Where = { readonly city?: string | undefined; readonly data?: string | undefined }

/** The line of the operator: the token lies beside the city's data. */
export function operatorLine({ city, data = process.env['CITY_DATA'] ?? 'data/city' }: Where): Line {
  const identity = readIdentity(data)
  if (!identity)
    throw new Fault('identity-missing', data, `${data} 里没有市级身份文件，请用 --data 指明市级数据文件夹。`)
  return { url: cityUrl(city), bearer: identity.operatorToken }
}

export function cityUrl(typed: string | undefined): string {
  const city = typed ?? process.env['CITY_URL'] ?? 'http://127.0.0.1:7300'
  if (!/^https?:\/\//.test(city) || !URL.canParse(city)) throw unfit('city', 'http://地址:端口')
  return city
}
