import { type CatalogueFault, dangling, duplicates } from './catalogue-fault.ts'
import type { Catalogue, FieldSpec } from './schema.ts'
import type { CaseFact, TypingLine, TypingProfile, TypingProfiles } from './typing-profile.ts'

/** Profiles name departments and fields that are there, and ask of each value what it can give. */
export function checkTyping(catalogue: Catalogue, profiles: TypingProfiles): readonly CatalogueFault[] {
  const fields = new Map(catalogue.fields.map((field) => [field.fieldId, field]))
  const departments = new Set(catalogue.departments.map(({ deptId }) => deptId))
  return [
    ...duplicates('typing', profiles, ({ profileId }) => profileId),
    ...profiles.flatMap((profile) => [
      ...(departments.has(profile.deptId)
        ? []
        : [dangling(`typing/${profile.profileId}/deptId`, '部门', profile.deptId)]),
      ...profile.screens.flatMap((screen, at) =>
        screen.lines.flatMap((line, n) => lineFaults(profile, `screens/${at}/lines/${n}`, line, fields)),
      ),
    ]),
  ]
}

function lineFaults(
  { profileId }: TypingProfile,
  place: string,
  { fact, fieldId, label, transform }: TypingLine,
  fields: ReadonlyMap<string, FieldSpec>,
): readonly CatalogueFault[] {
  const path = `typing/${profileId}/${place}`
  if ((fieldId === undefined) === (fact === undefined))
    return [{ path, rule: 'typing-line', sentence: `“${label}”要么填栏目编号，要么填办件信息，只能填一样。` }]
  const field = fieldId === undefined ? undefined : fields.get(fieldId)
  if (fieldId !== undefined && !field) return [dangling(`${path}/fieldId`, '字段', fieldId)]
  const kind = field ? field.type : fact && (factKinds[fact] ?? 'text')
  return transform === undefined || transform.startsWith(`${kind}-`)
    ? []
    : [
        {
          path: `${path}/transform`,
          rule: 'typing-line',
          sentence: `“${label}”的内容不能按“${transform}”转换，请改成适合它的转换或去掉。`,
        },
      ]
}

const factKinds: Readonly<Partial<Record<CaseFact, FieldSpec['type']>>> = {
  receivedOn: 'date',
  'applicant.birthDate': 'date',
  'applicant.address': 'address',
}
