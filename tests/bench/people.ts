const areas = ['360302', '360313', '360321', '360322', '360323', '360311']
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const firstBirthMs = Date.UTC(1936, 0, 1)

/** The n-th of some 150,000 right numbers with sequence 000, which belong to nobody (domain.md 2.1). */
export function idNumber(n: number): string {
  const born = new Date(firstBirthMs + Math.floor(n / areas.length) * 86_400_000)
  const body = `${areas[n % areas.length]}${born.toISOString().slice(0, 10).replaceAll('-', '')}000`
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0)
  return body + '10X98765432'.charAt(sum % 11)
}
