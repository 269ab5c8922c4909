/** What is about many bags at once, and not about the one in focus. */
export const rounds = [{ round: 'leaving', key: 'D', word: '离岗移交' }] as const
export type RoundName = (typeof rounds)[number]['round']
