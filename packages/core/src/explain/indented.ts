/** Lines one step further to the right. */
export const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`)
