export type { Maintenance, Reservation } from './configuration/closures.ts'
export type { FreeLimits } from './configuration/free-limits.ts'
export type { GpuRule, GpuSettings } from './configuration/gpu-rule.ts'
export type { OpeningHours, Weekday, WeeklyWindow } from './configuration/opening-hours.ts'
export type { Electricity, SiteConfiguration } from './configuration/site-configuration.ts'
export type { StaticGpus, StaticHost } from './configuration/static-host.ts'
export type { BusyGpu, Wait, Waits } from './configuration/waits.ts'
export type {
  Device,
  DeviceLink,
  DeviceMemory,
  Ecc,
  GpuProcess,
  HealthWarning,
  HostInventory,
  Machine,
  Mig,
  MigInstance,
  UnusableDevice,
  UnusableReason,
  VirtualGpu,
  VisibilityVariable,
} from './inventory.ts'
export { localGpus } from './local-gpus.ts'
export type { LocalGpusOptions, Probe, ProbeCircumstances } from './options.ts'
export type { ProbeFault, ProbeFaultKind } from './probe-fault.ts'
export { type ProbeOptions, probeHost } from './probe-host.ts'
