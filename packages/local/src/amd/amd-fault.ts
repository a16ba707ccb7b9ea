import { faultBySayings, type Saying } from '../host/said-fault.ts'
import type { ToolRun } from '../host/tool-run.ts'
import type { ProbeFault, ProbeFaultKind } from '../probe-fault.ts'

/** What AMD's tools say when they cannot work. Exit codes differ by version, so the text decides. Source: amd-smi 6.1.2 and 10.1. */
const sayings: readonly Saying[] = [
  {
    pattern: /permission|NO_PERM|not a member of .*(render|video)/i,
    kind: 'no-permission',
    hint: 'Add this user to the groups render and video, or give the container /dev/kfd and /dev/dri.',
  },
  {
    pattern: /drivers?( is|s are)? not (loaded|found)|DRIVER_NOT_LOADED|amdgpu.{0,40}not (loaded|found)/i,
    kind: 'no-driver',
    hint: 'Load the driver with `modprobe amdgpu`, or install it.',
  },
  {
    pattern: /init(ialization|ialize)?.{0,20}(fail|error|timed? ?out)|INIT_ERROR|failed to init|NOT_INIT/i,
    kind: 'driver-broken',
    hint: 'Look at the kernel log for amdgpu; a reboot or the matching ROCm version mostly helps.',
  },
  {
    pattern: /no (amd )?gpus? (were )?(found|detected|devices)|NOT_FOUND|no devices/i,
    kind: 'no-gpu',
    hint: 'No AMD GPU is visible here.',
  },
]

/**
 * Says why a run of an AMD tool has no cards.
 *
 * @param run - A run without a card in it.
 * @returns The fault: how the run ended, else what it said, else that nobody understands it.
 */
export const amdFaultOf = (run: ToolRun): ProbeFault => faultBySayings(run, sayings)

/** Kinds after which the other AMD tools would only fail, or hang, in the same way. */
const finalKinds: ReadonlySet<ProbeFaultKind> = new Set([
  'timed-out',
  'still-running',
  'cancelled',
  'no-permission',
  'no-driver',
  'driver-broken',
])

/**
 * Whether it makes no sense to ask another tool, because the driver and not the tool is at fault.
 *
 * @example
 * isFinal({ kind: 'timed-out', tool: 'amd-smi', text: '', hint: '' }) // => true
 */
export const isFinal = ({ kind }: ProbeFault): boolean => finalKinds.has(kind)
