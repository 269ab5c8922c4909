const digits = '零壹贰叁肆伍陆柒捌玖'
const units = ['', '拾', '佰', '仟']

/** A count as it is written where nobody may add a stroke to it: 12 is 壹拾贰. Up to 9,999. */
export function countInWords(count: number): string {
  const figures = String(count)
  const words = [...figures].map((figure, at) => {
    const unit = units[figures.length - 1 - at] ?? ''
    return figure === '0' ? digits[0] : `${digits[Number(figure)]}${unit}`
  })
  return words
    .join('')
    .replace(/零+/g, '零')
    .replace(/(.)零$/, '$1')
}
