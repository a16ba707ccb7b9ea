import { lookup } from 'node:dns'

lookup('localhost', () => undefined)
