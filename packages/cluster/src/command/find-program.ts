import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'

/** Where Slurm's programs are when they are not on the path: packages, builds from source, AWS ParallelCluster. */
const usualFolders = ['/usr/bin', '/usr/local/bin', '/opt/slurm/bin', '/usr/local/slurm/bin']

const isProgram = async (path: string): Promise<boolean> => {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

/**
 * Finds a program by its name, on the search path first.
 *
 * @param name - Its name, or an absolute path, which is taken as it is.
 * @param searchPath - Folders, as in the environment's `PATH`. Relative ones are passed over.
 * @returns Its absolute path; undefined: it is not installed.
 */
export const findProgram = async (
  name: string,
  searchPath: string | undefined,
): Promise<string | undefined> => {
  if (isAbsolute(name)) return name
  const folders = [...(searchPath ?? '').split(delimiter).filter(isAbsolute), ...usualFolders]
  for (const folder of folders) {
    const path = join(folder, name)
    if (await isProgram(path)) return path
  }
  return undefined
}
