import { z } from 'zod'
import type { Catalogue } from '#shared/catalogue/schema.ts'

export const catalogueProcedures = {
  /**
   * The catalogue in use, whole: the window merges situations live with `mergeMatter`, and the desk
   * merges again when it decides. Checked when it was loaded, so not checked again on the way out.
   */
  'catalogue.current': {
    roles: ['clerk', 'assistOfficer', 'centreManager', 'auditor'],
    input: z.object({}),
    output: z.object({ catalogue: z.custom<Catalogue>((value) => typeof value === 'object') }),
    refusals: [],
  },
  /** Township and county area codes the desk knows; any other only warns (domain.md 2.1). */
  'catalogue.recent': {
    roles: ['clerk', 'assistOfficer', 'centreManager'],
    input: z.object({}),
    /** Matters most used at this desk lately, best first: the digits 1–9 of 选事. */
    output: z.object({ matterIds: z.array(z.string()) }),
    refusals: [],
  },
} as const
