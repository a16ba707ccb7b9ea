import { readFileSync } from 'node:fs'

/** Whether a process lives. A dead one whose parent has not asked for it yet is a zombie, and does not. */
export const isAlive = (pid: number): boolean => {
  const stat = `/proc/${pid}/stat`
  if (process.platform === 'linux') {
    try {
      return !/\) [ZX] /.test(readFileSync(stat, 'utf8'))
    } catch {
      return false
    }
  }
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
