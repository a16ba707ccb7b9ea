/** Most GPUs, MIG instances or complaints that are looked at in one output: what is more is noise. Real machines have up to 16 GPUs with 7 instances each. */
export const mostGpus = 256
