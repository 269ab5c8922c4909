/** What one paper of the set is told about, ready to be set. */
export type SheetMaterial = {
  readonly n: number
  readonly rowId: string
  readonly name: string
  /** 原件核验, 复印件 2 份 */
  readonly required: string
  readonly howToObtain: string
  /** 《…》 remarks of the lines, as the departments wrote them. */
  readonly notes: readonly string[]
  readonly depts: readonly string[]
  readonly optional: boolean
  /** 可后补 */
  readonly deferrable: boolean
  /** It depends on an answer not given: 「视情况」 and on what. */
  readonly maybe: boolean
  readonly when: string
}

export type SheetItem = {
  readonly n: number
  readonly itemId: string
  readonly name: string
  readonly deptName: string
  readonly roleWord: string
  readonly timeWord: string
  readonly feeWord: string
  readonly legalBasis: string
  readonly condition: string
  /** Whether the applicant must come, and may send somebody. */
  readonly presence: string
  readonly maybe: boolean
  readonly when: string
  readonly dependsOn: readonly string[]
}

/** A matter told to somebody who asks: the content of the take-home sheet and of the guide. */
export type MatterSheet = {
  readonly matterId: string
  readonly matterName: string
  readonly kindWord: string
  readonly leadDept: string
  readonly relatedDepts: readonly string[]
  readonly answers: readonly { readonly question: string; readonly answer: string }[]
  readonly items: readonly SheetItem[]
  readonly materials: readonly SheetMaterial[]
  readonly timeWord: string
  readonly feeWord: string
  readonly open: boolean
  readonly catalogueVersion: string
  readonly effectiveFrom: string
  readonly source: string
}

/** Who hands the sheet out, and what makes it one of its kind. */
export type SheetFrame = {
  readonly unitName: string
  readonly practice: boolean
  readonly clerkName: string
  readonly printedOn: string
  /** Only a consultation has these; a guide belongs to nobody. */
  readonly docNo?: string
  readonly code?: string
  readonly name?: string
}
