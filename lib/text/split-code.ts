export type SplitMessage = {
  /** What the user says, code cut out. */
  prose: string
  /** Lines of code, fenced or recognised by their shape. */
  codeLines: number
  /** An error message or stack trace is among them. */
  hasTrace: boolean
}

/** Longer messages are judged by their beginning and end, where people put what they want. */
const HEAD = 16_000
const TAIL = 4000

const FENCE = /```[^\n`]*\n?([\s\S]*?)(?:```|$)|~~~[^\n]*\n([\s\S]*?)(?:~~~|$)/g
const TRACE =
  /^[ \t]*(?:at [\w$.<>]+ ?\(.*:\d+|File ".+", line \d+|Traceback \(most recent call last\)|Exception in thread|goroutine \d+ \[|panic: |thread '.+' panicked|(?:Uncaught )?\w*(?:Error|Exception): |error(?:\[\w+\])?: |npm ERR!|fatal: |segmentation fault)/im
const CODE_LINE = [
  /[;{}]\s*(?:\/\/.*)?$/,
  /^\s*(?:import|from) [\w.{}*, '"@/-]+(?: from ['"].*| import .*|;?)$/,
  /^\s*(?:def|class|fn|func|public|private|protected|static|const|let|var|async|interface|enum|struct) +[\w$<]/,
  /^\s*(?:if|for|while|elif|else if)\b.*[:{]$/,
  /^\s*(?:return|print|console\.log|#include|@\w+\(|assert)\b/,
  /^\s*(?:select .+ from|insert into|create (?:table|index|view)|update \w+ set|alter table|delete from) /i,
  /^\s*(?:\$|>>>|C:\\>) ?\S/,
  /^\s*<\/?[a-z][\w-]*(?: [^>]*)?>/,
  /^\s*[\w.[\]'"]+ *(?:=|\+=|:=) *[\w.[\]'"({-].*[)\]}"'\w]$/,
  /^\s*[\w.]+\([^)]*\)\s*$/,
]
/** A statement that is code even when it stands alone. */
const LONE_LINE =
  /^\s*(?:select [\w*.,() ]+ from \w+|insert into \w+|create (?:table|index|view) \w+|alter table \w+|(?:\$ )?(?:curl -|npm |pip3? install |git [a-z]+ -|docker [a-z]+ )|#include ?<|def \w+\(|function \w+\()/i

/** Tells code from prose: fenced blocks, stack traces, and runs of two or more lines shaped like code. */
export function splitCode(message: string): SplitMessage {
  const text = message.length > HEAD + TAIL ? `${message.slice(0, HEAD)}\n${message.slice(-TAIL)}` : message
  let codeLines = 0
  const unfenced = text.replace(FENCE, (_, backticks?: string, tildes?: string) => {
    codeLines += (backticks ?? tildes ?? '').split('\n').filter((line) => line.trim() !== '').length
    return '\n'
  })
  const lines = unfenced.split('\n')
  const isCode = lines.map((line) => line.length < 400 && CODE_LINE.some((shape) => shape.test(line)))
  const isRun = isCode.map(
    (code, index) =>
      LONE_LINE.test(lines[index] ?? '') ||
      (code && ((isCode[index - 1] ?? false) || (isCode[index + 1] ?? false))),
  )
  codeLines += isRun.filter(Boolean).length
  return {
    prose: lines.filter((_, index) => !isRun[index]).join('\n'),
    codeLines,
    hasTrace: TRACE.test(text),
  }
}
