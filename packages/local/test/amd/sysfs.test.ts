import { describe, expect, test } from 'vitest'
import { readAmdSysfs } from '../../src/amd/read-amd-sysfs.ts'
import { fakeHost } from '../host/fake-host.ts'

const card = '/sys/class/drm/card1/device'

const files = {
  [`${card}/vendor`]: '0x1002\n',
  [`${card}/device`]: '0x738C\n',
  [`${card}/uevent`]: 'DRIVER=amdgpu\nPCI_CLASS=38000\nPCI_SLOT_NAME=0000:83:00.0\n',
  [`${card}/mem_info_vram_total`]: '34342961152\n',
  [`${card}/mem_info_vram_used`]: '6750208\n',
  [`${card}/mem_info_gtt_total`]: '135138402304\n',
  [`${card}/gpu_busy_percent`]: '0\n',
  [`${card}/product_name`]: '\n',
  [`${card}/unique_id`]: '00000000000000d1\n',
  [`${card}/numa_node`]: '1\n',
  [`${card}/hwmon/hwmon3/temp1_input`]: '101000\n',
  [`${card}/hwmon/hwmon3/temp1_crit`]: '100000\n',
  [`${card}/hwmon/hwmon3/power1_average`]: '36000000\n',
  [`${card}/hwmon/hwmon3/power1_cap`]: '290000000\n',
  '/sys/class/drm/card1-DP-1/device/vendor': '0x1002\n',
  '/sys/class/drm/renderD128/device/vendor': '0x1002\n',
  '/sys/class/drm/card0/device/vendor': '0x1a03\n',
  '/sys/module/amdgpu/version': '6.12.12\n',
}

const read = (given: Readonly<Record<string, string>>) => readAmdSysfs(fakeHost({ files: given }))

describe('sysfs of amdgpu', () => {
  test('tells one card; connectors, render nodes and other vendors are none', async () => {
    expect(await read(files)).toEqual({
      devices: [
        {
          vendor: 'amd',
          index: 1,
          uuid: '00000000000000d1',
          pciAddress: '0000:83:00.0',
          name: 'Arcturus GL-XL [Instinct MI100]',
          model: 'MI100',
          memory: { unified: false, totalBytes: 34342961152, usedBytes: 6750208 },
          utilisation: 0,
          temperatureC: 101,
          slowdownC: 100,
          powerW: 36,
          powerLimitW: 290,
          warnings: ['hot'],
          driverVersion: '6.12.12',
          numaNode: 1,
        },
      ],
      unusable: [],
      faults: [],
    })
  })

  test('without the memory is no device, because the driver does not work', async () => {
    const { [`${card}/mem_info_vram_total`]: _, ...rest } = files
    expect((await read(rest)).devices).toEqual([])
  })

  test('without sensors and load leaves them unknown', async () => {
    const bare = Object.fromEntries(
      Object.entries(files).filter(([path]) => !/hwmon|busy|vram_used/.test(path)),
    )
    const [device] = (await read(bare)).devices
    expect(device).toMatchObject({ model: 'MI100', warnings: [] })
    expect([device?.temperatureC, device?.utilisation, device?.memory.usedBytes]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  test('of an APU counts the main memory that it may take', async () => {
    const apu = {
      ...files,
      [`${card}/product_name`]: 'AMD Instinct MI300A\n',
      [`${card}/mem_info_gtt_used`]: '1000\n',
    }
    expect((await read(apu)).devices).toMatchObject([
      {
        model: 'MI300A',
        memory: { unified: true, totalBytes: 34342961152 + 135138402304, usedBytes: 6751208 },
      },
    ])
  })
})
