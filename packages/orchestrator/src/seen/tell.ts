import { channel } from 'node:diagnostics_channel'
import type { Tell } from './events.ts'

/**
 * Name of the `node:diagnostics_channel` on which each {@link OrchestratorEvent} is told.
 *
 * @example
 * eventChannelName // => 'aima:gpu-orchestrator:event'
 */
export const eventChannelName = 'aima:gpu-orchestrator:event'

/**
 * Makes what tells events: on the diagnostics channel while somebody listens there, and to whoever else is named.
 *
 * A listener that throws harms neither the others nor the orchestrator; what a subscriber of the channel throws Node reports as an uncaught exception, as it does
 * for every channel.
 *
 * @param listeners - Others who are told, such as telemetry.
 * @example
 * const told = []
 * createTell([(event) => told.push(event.kind)])({ kind: 'closed' })
 * told // => ['closed']
 */
export const createTell = (listeners: readonly Tell[] = []): Tell => {
  const events = channel(eventChannelName)
  return (event) => {
    if (events.hasSubscribers) events.publish(event)
    for (const listener of listeners) {
      try {
        listener(event)
      } catch {
        // Whoever looks on must not stop what is going on.
      }
    }
  }
}
