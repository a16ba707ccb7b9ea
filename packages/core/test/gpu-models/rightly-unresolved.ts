/** Names in the recorded data that are rightly not resolved, under the reason. `NAME @ GiB` where the recording states a memory. */
export const rightlyUnresolved = {
  /** Real names, of which several sizes exist, in a recording that states none. */
  'too little said': [
    'A100',
    'A100 PCIE',
    'A100 SXM',
    'A100 SXM4',
    'GTX 1060',
    'H100',
    'NVIDIA GeForce RTX 4060 Ti',
    'Nvidia Tesla A100 GPU',
    'Nvidia Tesla P100 GPU',
    'Nvidia Tesla V100 GPU',
    'P100',
    'RTX 3080',
    'RTX 4060 Ti',
    'RTX 5060 Ti',
    'RTX A2000',
    'Tesla P100',
    'Tesla V100',
    'V100',
    'a100',
    'h100',
    'nvidia-tesla-a100',
    'nvidia-tesla-p100',
    'nvidia-tesla-p100-vws',
    'nvidia-tesla-v100',
    'p100',
    'v100',
  ],
  /** Shares of a GPU: MIG instances, and the sizes of fractional machines of AWS, Azure and Vultr. */
  'part of a GPU': [
    'A10 @ 4',
    'A10 @ 8',
    'A10 @ 12',
    'L4 @ 2.8',
    'L4 @ 3',
    'L4 @ 5.6',
    'L4 @ 6',
    'L4 @ 11.2',
    'L4 @ 12',
    'MI25 @ 2',
    'MI25 @ 4',
    'MI25 @ 8',
    'NVIDIA RTX PRO 6000 Blackwell Server Edition MIG 1g.24gb @ 24',
    'NVIDIA RTX PRO 6000 Blackwell Server Edition MIG 2g.48gb @ 48',
    'NVIDIA_A100 @ 4',
    'PRO 6000 MIG 24GB @ 24',
    'PRO 6000 MIG 48GB @ 48',
    'RTX PRO 6000 Blackwell Server 96GB @ 24',
    'RTX PRO 6000 Blackwell Server 96GB @ 48',
    'Radeon PRO V620 @ 8',
    'Radeon PRO V620 @ 16',
    'Radeon PRO V710 @ 4',
    'Radeon PRO V710 @ 8',
    'Radeon PRO V710 @ 12',
  ],
  /**
   * The recording contradicts itself: SkyPilot states the memory of the machine, a wrong one (its metadata), or
   * drops "Ti" and "SUPER" from Vast.ai's names; one nvidia-smi recording was edited.
   */
  'wrong in the source': [
    'B200 @ 80',
    'GH200 @ 80',
    'GeForce GTX 1070 Ti @ 4',
    'H100-NVL @ 80',
    'H200 @ 80',
    'H200-SXM @ 80',
    'L4 @ 89.4',
    'L4 @ 178.8',
    'RTX3060 @ 8',
    'RTX4060 @ 16',
    'RTX4070 @ 16',
  ],
  /** Cards of which nothing certain is known: two of Vast.ai's with a memory that no such card was sold with, one of a price list. */
  'no such card known': ['H100 NVL @ 63.7', 'NVIDIA H100 PCIe 96 GB', 'RTX 4070S @ 16'],
  /** Names in lists of names (RunPod's REST enumeration, Vast.ai's command line) of cards that were never sold. */
  'never sold': ['NVIDIA A5000 Ada', 'NVIDIA RTX A30', 'RTX 4090 Ti', 'RTX 5090 Ti'],
  /** A card to drive a display, sold with two kinds of memory. */
  'not for computing': ['GeForce GT 710', 'GeForce GT 710 @ 2'],
  /** Inferentia, Trainium, FPGA, Qualcomm, Tenstorrent, CPU. TPUs are left out by their prefix. */
  'not a GPU': [
    'Inferentia',
    'Qualcomm AI100',
    'Trainium',
    'Virtex UltraScale (VU9P)',
    'c3-88',
    'intel',
    'n150 L',
    'n300 L',
    'n300 R',
  ],
  /** What stands where a name is expected: error texts, pseudonyms of a trace, remarks of whoever collected the data. */
  'not a name': [
    'A4 Nvidia B200 (1 gpu slice) [already holds CPU+RAM+SSD] @ 180',
    'G2',
    'G3',
    'GPU is lost',
    'GPU-series-1',
    'GPU-series-2',
    'Graphics Device @ 5.8',
    'LATEST-GPU-MODEL',
    'Licensing Fee',
    'M60 (one of two dies) @ 8',
    '[GPU is lost]',
    'unknown',
    'unverified @ 186',
    'unverified @ 279',
  ],
} as const

/** Google's TPUs, by their names in SkyPilot's catalog and in Google's list of accelerators. */
export const isTpu = (name: string): boolean => /^(tpu|ct\d)/.test(name)
