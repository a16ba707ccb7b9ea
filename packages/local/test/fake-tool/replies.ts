import type { FakeReply } from './fake-tool.ts'

const uuid = 'GPU-00000000-0000-4000-8000-000000000001'

/**
 * One RTX 4090, as `nvidia-smi -q -x` and `-L` of driver 550 print it, cut to what a probe needs. Written by us; all numbers are
 * invented.
 */
const log = `<?xml version="1.0" ?>
<!DOCTYPE nvidia_smi_log SYSTEM "nvsmi_device_v12.dtd">
<nvidia_smi_log>
	<timestamp>Wed Nov 25 08:00:00 2026</timestamp>
	<driver_version>550.163.01</driver_version>
	<cuda_version>12.4</cuda_version>
	<attached_gpus>1</attached_gpus>
	<gpu id="00000000:01:00.0">
		<product_name>NVIDIA GeForce RTX 4090</product_name>
		<uuid>${uuid}</uuid>
		<minor_number>0</minor_number>
		<fb_memory_usage>
			<total>24564 MiB</total>
			<reserved>364 MiB</reserved>
			<used>200 MiB</used>
			<free>24000 MiB</free>
		</fb_memory_usage>
		<compute_mode>Default</compute_mode>
		<utilization>
			<gpu_util>0 %</gpu_util>
		</utilization>
		<processes>
		</processes>
	</gpu>
</nvidia_smi_log>
`

/** Answers of an `nvidia-smi` with one healthy GPU; it knows no other arguments. */
export const healthyNvidia: readonly FakeReply[] = [
  { args: ['-q', '-x'], stdout: log },
  { args: ['-L'], stdout: `GPU 0: NVIDIA GeForce RTX 4090 (UUID: ${uuid})\n` },
]

/** The same answer to every question. */
export const always = (stdout: string, exitCode = 0): readonly FakeReply[] => [{ args: [], stdout, exitCode }]
