import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { onTestFinished } from 'vitest'

/** Listens on a channel until the test is finished. */
export const listenTo = (name: string): readonly unknown[] => {
  const messages: unknown[] = []
  const onMessage = (message: unknown): void => void messages.push(message)
  subscribe(name, onMessage)
  onTestFinished(() => void unsubscribe(name, onMessage))
  return messages
}
