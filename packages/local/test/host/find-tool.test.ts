import { describe, expect, test } from 'vitest'
import { findTool, type ToolSearch } from '../../src/host/find-tool.ts'
import type { ToolName } from '../../src/host/host-access.ts'

interface Disk {
  readonly executables?: readonly string[]
  readonly files?: readonly string[]
  readonly folders?: Readonly<Record<string, readonly string[]>>
}

const find = (name: ToolName, platform: string, environment: ToolSearch['environment'], disk: Disk) =>
  findTool(name, {
    platform,
    environment,
    listFolder: async (path) => disk.folders?.[path] ?? [],
    look: async (path) => {
      if (disk.executables?.includes(path)) return 'executable'
      return disk.files?.includes(path) ? 'file' : undefined
    },
  })

describe('on Linux', () => {
  test('takes the first of PATH', async () => {
    const executables = ['/opt/b/nvidia-smi', '/usr/bin/nvidia-smi']
    expect(await find('nvidia-smi', 'linux', { PATH: '/opt/a:/opt/b:/usr/bin' }, { executables })).toBe(
      '/opt/b/nvidia-smi',
    )
  })

  test.each<readonly [ToolName, string]>([
    ['nvidia-smi', '/usr/bin/nvidia-smi'],
    ['nvidia-smi', '/usr/lib/wsl/lib/nvidia-smi'],
    ['nvidia-smi', '/usr/local/nvidia/bin/nvidia-smi'],
    ['amd-smi', '/opt/rocm/bin/amd-smi'],
    ['rocm-smi', '/opt/rocm/bin/rocm-smi'],
    ['xpu-smi', '/usr/bin/xpu-smi'],
  ])('finds %s at %s without PATH', async (name, path) => {
    expect(await find(name, 'linux', {}, { executables: [path] })).toBe(path)
  })

  test('runs nothing of the folder of the moment', async () => {
    const executables = ['nvidia-smi', './nvidia-smi', 'bin/nvidia-smi']
    expect(await find('nvidia-smi', 'linux', { PATH: ':.:bin' }, { executables })).toBeUndefined()
  })

  test('prefers a tool that may be run to one that may not', async () => {
    const disk = { files: ['/a/nvidia-smi'], executables: ['/b/nvidia-smi'] }
    expect(await find('nvidia-smi', 'linux', { PATH: '/a:/b' }, disk)).toBe('/b/nvidia-smi')
  })

  test('gives one that may not be run where there is no other, so that the start tells why', async () => {
    expect(await find('nvidia-smi', 'linux', { PATH: '/a:/b' }, { files: ['/b/nvidia-smi'] })).toBe(
      '/b/nvidia-smi',
    )
  })
})

describe('on Windows', () => {
  test('reads Path in any case, with its own separators', async () => {
    const executables = ['D:\\tools\\nvidia-smi.exe']
    expect(await find('nvidia-smi', 'win32', { Path: 'C:\\x;D:\\tools' }, { executables })).toBe(
      executables[0],
    )
  })

  test.each([
    'C:\\Windows\\System32\\nvidia-smi.exe',
    'C:\\Program Files\\NVIDIA Corporation\\NVSMI\\nvidia-smi.exe',
    'C:\\Windows\\System32\\DriverStore\\FileRepository\\nv_dispi.inf_amd64_1\\nvidia-smi.exe',
  ])('finds %s', async (path) => {
    const folders = {
      'C:\\Windows\\System32\\DriverStore\\FileRepository': ['acpi.inf_amd64_9', 'nv_dispi.inf_amd64_1'],
    }
    expect(await find('nvidia-smi', 'win32', {}, { executables: [path], folders })).toBe(path)
  })

  test('goes by SystemRoot', async () => {
    const executables = ['E:\\Win\\System32\\nvidia-smi.exe']
    expect(await find('nvidia-smi', 'win32', { SYSTEMROOT: 'E:\\Win' }, { executables })).toBe(executables[0])
  })
})

test('on a Mac system_profiler is in /usr/sbin', async () => {
  const executables = ['/usr/sbin/system_profiler']
  expect(await find('system_profiler', 'darwin', { PATH: '/usr/bin' }, { executables })).toBe(executables[0])
})
