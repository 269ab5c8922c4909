/**
 * The name of a field for an answer or a log. Only what can be a name of ours is repeated: the key of an
 * object somebody sent may itself be a person's name or number.
 */
export function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part) =>
      typeof part === 'number' || /^[a-z][A-Za-z]{0,30}$/.test(String(part)) ? String(part) : '?',
    )
    .join('.')
    .slice(0, 80)
}
