import type { Limit } from '#shared/domain/item-case.ts'
import type {
  FieldSpec,
  ItemMaterialLine,
  OneMatter,
  ServiceItem,
  SharedMaterial,
  SituationOption,
} from './schema.ts'

/** A matter as it stands for one applicant: one notice, one form, one set of materials, one bill. */
export type MergedMatter = {
  readonly matterId: string
  readonly name: string
  readonly themeCategory: OneMatter['themeCategory']
  readonly leadDept: string
  readonly questions: readonly MergedQuestion[]
  /** Every visible question has an answer. */
  readonly complete: boolean
  readonly items: readonly MergedItem[]
  readonly fields: readonly MergedField[]
  readonly materials: readonly MergedMaterial[]
  readonly bill: MergedBill
}

export type MergedQuestion = {
  readonly situationId: string
  readonly question: string
  readonly options: readonly SituationOption[]
  readonly answer?: string
}

export type MergedItem = ServiceItem & {
  readonly itemNo: string
  readonly deptName: string
  readonly dependsOn: readonly string[]
}

export type MergedField = FieldSpec & { readonly required: boolean; readonly usedBy: readonly string[] }

export type MergedMaterial = Pick<
  SharedMaterial,
  'materialId' | 'name' | 'custodyPolicy' | 'howToObtain' | 'waivableBy' | 'eLicenseType'
> &
  Pick<ItemMaterialLine, 'form' | 'copies' | 'use' | 'necessity' | 'primary'> & {
    /** The material, or `material#line` for a line that is kept apart. */
    readonly rowId: string
    readonly usedBy: readonly string[]
    readonly usedByDepts: readonly string[]
    readonly lines: readonly { readonly itemId: string; readonly lineId: string }[]
    readonly notes: readonly string[]
    readonly mayDefer: boolean
    readonly mayCommit: boolean
  }

export type MergedBill = {
  readonly items: number
  readonly materials: number
  readonly departments: number
  readonly longest?: Limit
  readonly feeFen: number
  readonly confirmed: boolean
}
