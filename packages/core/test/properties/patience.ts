import { vi } from 'vitest'

// A property is many tests in one, and a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })
