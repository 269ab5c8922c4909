/** One short sentence in the status line, read out by screen readers: 「草稿已保存」. */
export function say(sentence: string): void {
  const line = document.getElementById('announce')
  if (!line) return
  line.textContent = sentence
  clearTimeout(timer)
  timer = setTimeout(() => {
    line.textContent = ''
  }, 10_000)
}

let timer: ReturnType<typeof setTimeout> | undefined
