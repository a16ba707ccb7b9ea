import { describe, expect, test } from 'vitest'
import { probeNvidia } from '../../src/nvidia/probe.ts'
import { answerBy, exited, fakeHost } from './fake-host.ts'
import { block, l4, list, log, noTopology, probeLog, rows } from './smi-output.ts'

const verdict = async (inside: string) => {
  const { devices, unusable } = await probeLog(log([block(1, inside)]))
  return { reason: unusable[0]?.reason, warnings: devices[0]?.warnings }
}

const table = async (values: Readonly<Record<string, string>>) => {
  const answer = answerBy({ table: rows({ ...l4(1, 0), ...values }), list: list(1), topology: noTopology })
  const { devices, unusable } = await probeNvidia(fakeHost({ answer }))
  return { reason: unusable[0]?.reason, warnings: devices[0]?.warnings }
}

describe('a GPU is unusable', () => {
  test.each([
    ['<product_name>GPU is lost</product_name>', 'lost'],
    ['<uuid>GPU is lost</uuid>', 'lost'],
    ['<product_name>GPU requires reset</product_name>', 'needs-reset'],
    ['<product_name>Unknown Error</product_name>', 'unknown-error'],
    ['<product_name>Insufficient Permissions</product_name>', 'no-permission'],
    ['<uuid>GPU access blocked by the operating system</uuid>', 'no-permission'],
    ['<utilization><gpu_util>GPU is lost</gpu_util></utilization>', 'lost'],
    ['<gpu_recovery_action>Reset</gpu_recovery_action>', 'needs-reset'],
    ['<gpu_recovery_action>Reboot</gpu_recovery_action>', 'needs-reset'],
    ['<gpu_recovery_action>Drain P2P</gpu_recovery_action>', 'needs-reset'],
    ['<gpu_reset_status><reset_required>Yes</reset_required></gpu_reset_status>', 'needs-reset'],
    ['<remapped_rows><remapped_row_failure>Yes</remapped_row_failure></remapped_rows>', 'needs-replacement'],
    ['<ecc_errors><unrepairable_memory>Yes</unrepairable_memory></ecc_errors>', 'needs-replacement'],
    ['<compute_mode>Prohibited</compute_mode>', 'prohibited'],
    ['<fabric><state>In Progress</state><status>N/A</status></fabric>', 'no-fabric'],
    ['<fabric><state>Completed</state><status>Insufficient Resources</status></fabric>', 'no-fabric'],
  ])('in the log when it says %s', async (inside, reason) => {
    expect(await verdict(inside)).toEqual({ reason, warnings: undefined })
  })

  test.each([
    [{ name: '[GPU is lost]', uuid: '[GPU is lost]', index: '[GPU is lost]' }, 'lost'],
    [{ name: '[GPU requires reset]' }, 'needs-reset'],
    [{ uuid: '[Unknown Error]' }, 'unknown-error'],
    [{ gpu_recovery_action: 'Drain and Reset' }, 'needs-reset'],
    [{ 'remapped_rows.failure': 'Yes' }, 'needs-replacement'],
    [{ compute_mode: 'Prohibited' }, 'prohibited'],
    [{ 'fabric.state': 'Not Started' }, 'no-fabric'],
  ])('in the table when it says %j', async (values, reason) => {
    expect(await table(values)).toEqual({ reason, warnings: undefined })
  })
})

describe('a GPU is usable, with a warning', () => {
  test.each([
    ['<remapped_rows><remapped_row_pending>Yes</remapped_row_pending></remapped_rows>', 'row-remap-pending'],
    [
      '<retired_pages><pending_retirement>Yes</pending_retirement></retired_pages>',
      'page-retirement-pending',
    ],
    [
      '<ecc_errors><volatile><dram_uncorrectable>1</dram_uncorrectable></volatile></ecc_errors>',
      'uncorrected-errors',
    ],
    [
      '<mig_mode><current_mig>Disabled</current_mig><pending_mig>Enabled</pending_mig></mig_mode>',
      'mig-change-pending',
    ],
    [
      '<clocks_event_reasons><clocks_event_reason_hw_thermal_slowdown>Active</clocks_event_reason_hw_thermal_slowdown></clocks_event_reasons>',
      'slowed-by-heat',
    ],
    [
      '<clocks_throttle_reasons><clocks_throttle_reason_hw_power_brake_slowdown>Active</clocks_throttle_reason_hw_power_brake_slowdown></clocks_throttle_reasons>',
      'slowed-by-hardware',
    ],
    [
      '<temperature><gpu_temp>90 C</gpu_temp><gpu_temp_slow_threshold>90 C</gpu_temp_slow_threshold></temperature>',
      'hot',
    ],
  ])('in the log when it says %s', async (inside, warning) => {
    expect(await verdict(inside)).toEqual({ reason: undefined, warnings: [warning] })
  })

  test.each([
    [{ 'remapped_rows.pending': 'Yes' }, 'row-remap-pending'],
    [{ 'retired_pages.pending': 'Yes' }, 'page-retirement-pending'],
    [{ 'ecc.errors.uncorrected.volatile.total': '2' }, 'uncorrected-errors'],
    [{ 'mig.mode.current': 'Enabled', 'mig.mode.pending': 'Disabled' }, 'mig-change-pending'],
    [{ 'clocks_throttle_reasons.hw_slowdown': 'Active' }, 'slowed-by-hardware'],
    [{ 'clocks_throttle_reasons.hw_thermal_slowdown': 'Active' }, 'slowed-by-heat'],
  ])('in the table when it says %j', async (values, warning) => {
    expect(await table(values)).toEqual({ reason: undefined, warnings: [warning] })
  })
})

describe('a GPU is healthy', () => {
  test.each([
    '',
    '<gpu_recovery_action>None</gpu_recovery_action>',
    '<gpu_recovery_action>N/A</gpu_recovery_action>',
    '<gpu_reset_status><reset_required>Requested functionality has been deprecated</reset_required></gpu_reset_status>',
    '<fabric><state>N/A</state><status>N/A</status></fabric>',
    '<fabric><state>Completed</state><status>Success</status></fabric>',
    '<ecc_errors><aggregate><dram_uncorrectable>5</dram_uncorrectable></aggregate></ecc_errors>',
    '<uuid>Insufficient Permissions</uuid>',
    '<gpu_power_readings><max_power_limit>Unknown Error</max_power_limit></gpu_power_readings>',
  ])('when the log says %s', async (inside) => {
    expect(await verdict(inside)).toEqual({ reason: undefined, warnings: [] })
  })

  test('only when both views say so', async () => {
    const answer = answerBy({
      log: exited(0, log([block(1)])),
      table: rows({ ...l4(1, 0), 'remapped_rows.failure': 'Yes' }),
      list: list(1),
      topology: noTopology,
    })
    const { devices, unusable } = await probeNvidia(fakeHost({ answer }))
    expect(devices).toEqual([])
    expect(unusable).toEqual([
      {
        vendor: 'nvidia',
        index: 0,
        uuid: 'GPU-a0000000-0000-4000-8000-000000000001',
        pciAddress: '0000:01:00.0',
        name: 'NVIDIA L4',
        reason: 'needs-replacement',
        text: 'Memory rows can no longer be replaced',
      },
    ])
  })
})
