/** What a job runs on during one tick: nothing, a spot machine, or one on demand. */
export type Machine = 'none' | 'spot' | 'on-demand'
