/** What is about many bags at once, and not about the one in focus. */
export const rounds = [
  { round: 'trip', key: 'T', word: '跑腿单' },
  { round: 'count', key: 'P', word: '盘点' },
  { round: 'leaving', key: 'D', word: '离岗移交' },
] as const
export type RoundName = (typeof rounds)[number]['round']
