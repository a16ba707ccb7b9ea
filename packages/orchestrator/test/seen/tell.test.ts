import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { describe, expect, test } from 'vitest'
import { createTell, eventChannelName } from '../../src/seen/tell.ts'

describe('events', () => {
  test('are told on the channel while somebody listens, and to every listener', () => {
    const published: unknown[] = []
    const listened: unknown[] = []
    const listen = (event: unknown): void => void published.push(event)
    const tell = createTell([(event) => listened.push(event)])
    tell({ kind: 'closed' })
    subscribe(eventChannelName, listen)
    tell({ kind: 'leased', resource: 'GPU-1' })
    unsubscribe(eventChannelName, listen)
    tell({ kind: 'closed' })
    expect(published).toEqual([{ kind: 'leased', resource: 'GPU-1' }])
    expect(listened).toHaveLength(3)
  })

  test('reach the other listeners when one throws', () => {
    const listened: unknown[] = []
    const fail = (): never => {
      throw new Error('listener')
    }
    createTell([fail, (event) => listened.push(event)])({ kind: 'closed' })
    expect(listened).toEqual([{ kind: 'closed' }])
  })
})
