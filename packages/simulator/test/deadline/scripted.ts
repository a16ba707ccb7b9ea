import type { DeadlinePolicy, Machine } from '@aima/gpu-deadline'

const machineOf: Readonly<Record<string, Machine>> = { '.': 'none', s: 'spot', d: 'on-demand' }

/** A policy that does what a script says, a letter a tick: `.` nothing, `s` spot, `d` on demand; nothing after its end. */
export const scripted = (script: string): DeadlinePolicy => ({
  name: 'scripted',
  begin:
    () =>
    ({ tick }) =>
      machineOf[script[tick] ?? '.'] ?? 'none',
})

/** The machines of a run in the letters of a script. */
export const toScript = (machines: readonly Machine[]): string =>
  machines.map((machine) => ({ none: '.', spot: 's', 'on-demand': 'd' })[machine]).join('')
