import { oneLine } from '../host/run-fault.ts'
import type { ToolRun } from '../host/tool-run.ts'
import type { ProbeFault, ProbeFaultKind } from '../probe-fault.ts'

/** A kind of fault and what its user can do. */
type Advice = readonly [kind: ProbeFaultKind, hint: string]

/**
 * Messages with which nvidia-smi gives up, by their text: the exit codes differ from version to version. Source: runs of drivers 340
 * to 550.
 */
const messages: readonly (readonly [RegExp, Advice])[] = [
  [
    /couldn't communicate with the NVIDIA driver/i,
    [
      'no-driver',
      'Install the NVIDIA driver or load its kernel module; after an update of the kernel, reboot.',
    ],
  ],
  [
    /couldn't find libnvidia-ml|couldn't find nvml\.dll/i,
    [
      'no-driver',
      'Install the user-space libraries of the NVIDIA driver, in the version of its kernel module.',
    ],
  ],
  [
    /Driver\/library version mismatch/i,
    ['driver-broken', 'The driver was updated while it was loaded: reboot, or reload its kernel module.'],
  ],
  [
    /GPU access blocked by the operating system/i,
    ['no-permission', 'Give the container its GPU devices; on WSL, update the driver of Windows.'],
  ],
  [
    /Failed to initialize NVML: Insufficient Permissions/i,
    ['no-permission', 'Let this user read and write /dev/nvidia*.'],
  ],
  [
    /Failed to initialize NVML: GPU is lost|fallen off the bus/i,
    ['driver-broken', 'A GPU has fallen off the bus: reboot the machine.'],
  ],
  [
    /Failed to initialize NVML/i,
    [
      'driver-broken',
      'Restart the container if this is one (it may have lost its devices), else reboot the machine.',
    ],
  ],
  [/No devices were found|No devices found/i, ['no-gpu', 'The driver works and sees no GPU.']],
  [/infoROM is corrupted/i, ['unexpected-output', 'The GPU works; have its infoROM repaired.']],
]

/** The tool whose faults these are. */
const tool = 'nvidia-smi'

/**
 * A fault of nvidia-smi.
 *
 * @param kind - Its kind.
 * @param text - What was said, at any length.
 * @param hint - What its user can do.
 * @returns The fault, its text on one line and shortened.
 * @example
 * toFault('unexpected-output', 'odd\nlines', 'Look at it.').text // => 'odd lines'
 */
export const toFault = (kind: ProbeFaultKind, text: string, hint: string): ProbeFault => ({
  kind,
  tool,
  text: oneLine(text),
  hint,
})

const adviceFor = (text: string): Advice | undefined =>
  messages.find(([message]) => message.test(text.slice(0, 4096)))?.[1]

/**
 * The fault that an output tells by a message that is known.
 *
 * @param output - What nvidia-smi printed.
 * @returns Undefined where it is none of these messages.
 * @example
 * knownFaultIn('No devices were found')?.kind // => 'no-gpu'
 */
export const knownFaultIn = (output: string): ProbeFault | undefined => {
  const advice = adviceFor(output)
  return advice === undefined ? undefined : toFault(advice[0], output, advice[1])
}

/**
 * The fault of an output of which nothing could be read.
 *
 * @param run - The run.
 * @param text - What it printed.
 * @returns The known fault, else `tool-failed` when it failed and `unexpected-output` when it did not.
 */
export const unreadFault = ({ end, stderr, args }: ToolRun, text: string): ProbeFault => {
  const known = knownFaultIn(text) ?? knownFaultIn(stderr)
  if (known !== undefined) return known
  const said = text.trim() || stderr.trim() || 'nothing'
  const view = `nvidia-smi ${args.join(' ')}`.slice(0, 80)
  if (end.kind === 'exited' && end.signal !== undefined)
    return toFault(
      'tool-failed',
      `${view}: ${end.signal}`,
      'Run it by hand; update the driver if it crashes again.',
    )
  if (end.kind === 'exited' && end.code !== 0)
    return toFault(
      'tool-failed',
      `${view}: exit ${end.code}: ${said}`,
      'Run it by hand and look at its message.',
    )
  return toFault('unexpected-output', `${view}: ${said}`, 'Run it by hand; its output is of no known form.')
}
