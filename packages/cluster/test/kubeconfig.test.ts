import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { withReplayServer } from '@aima/gpu-testing'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createKubernetesGpus, type KubernetesOptions } from '../src/index.ts'
import { selfSigned } from './support/certificate.ts'
import { fixture } from './support/fixtures.ts'
import { nowMs } from './support/now.ts'
import { temporaryFolder } from './support/script.ts'

const nodes = fixture('kubernetes-nodes.json')

const list = async (options: KubernetesOptions) =>
  createKubernetesGpus({ includeDevices: false, ...options }).listOffers({}, { nowMs })

const errorOf = async (options: KubernetesOptions) => (await list(options))._unsafeUnwrapErr()

const config = (cluster: object, user: object) => ({
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': 'lab',
  contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'me' } }],
  clusters: [{ name: 'lab', cluster }],
  users: [{ name: 'me', user }],
})

/** Bearer tokens with which a server was asked. */
const tokensSent = (use: (server: string) => Promise<unknown>) =>
  withReplayServer([{ path: /nodes$/, reply: { json: nodes } }], async ({ baseUrl, requests }) => {
    await use(baseUrl)
    return new Set(requests.map(({ headers: { authorization } }) => authorization))
  })

test('the token of a kubeconfig is used, from an object or a file', async () => {
  const yaml = (server: string) => `
apiVersion: v1
current-context: lab
contexts: [{ name: lab, context: { cluster: lab, user: me } }]
clusters: [{ name: lab, cluster: { server: "${server}" } }]
users: [{ name: me, user: { token: from-file } }]
`
  expect(await tokensSent((server) => list({ kubeconfig: config({ server }, { token: 'abc' }) }))).toEqual(
    new Set(['Bearer abc']),
  )
  const path = join(temporaryFolder(), 'config')
  const sent = await tokensSent((server) => {
    writeFileSync(path, yaml(server))
    vi.stubEnv('KUBECONFIG', path)
    return list({})
  })
  vi.unstubAllEnvs()
  expect(sent).toEqual(new Set(['Bearer from-file']))
})

test('the token of a file is read anew for each listing', async () => {
  const folder = temporaryFolder()
  const sent = await tokensSent(async (server) => {
    const tokenFile = join(folder, 'token')
    const source = createKubernetesGpus({
      kubeconfig: config({ server }, { tokenFile }),
      includeDevices: false,
    })
    writeFileSync(tokenFile, 'first\n')
    await source.listOffers({}, { nowMs })
    writeFileSync(tokenFile, 'second\n')
    await source.listOffers({}, { nowMs })
  })
  expect(sent).toEqual(new Set(['Bearer first', 'Bearer second']))
})

test('a token of the options wins, and stands in for a plugin', async () => {
  const user = { exec: { command: 'touch', args: ['/tmp/never'] } }
  const sent = await tokensSent((server) =>
    list({ kubeconfig: config({ server }, user), token: async () => 'fetched' }),
  )
  expect(sent).toEqual(new Set(['Bearer fetched']))
})

test('a plugin is not run', async () => {
  const kubeconfig = config({ server: 'https://lab.example' }, { exec: { command: 'aws' } })
  expect(await errorOf({ kubeconfig })).toEqual({
    kind: 'invalid-options',
    issues: [
      "kubeconfig: the user's exec is a program, which is not run; pass its token as the option token",
    ],
  })
})

test.each<[string, KubernetesOptions, object]>([
  [
    'a file that is not there',
    { kubeconfig: '/nowhere/config' },
    { kind: 'unreachable', target: '/nowhere/config', code: 'ENOENT' },
  ],
  [
    'an unknown context',
    { kubeconfig: config({ server: 'https://a.example' }, {}), context: 'other' },
    { kind: 'invalid-options' },
  ],
  ['a server that is no address', { kubeconfig: config({ server: 'lab' }, {}) }, { kind: 'invalid-options' }],
  ['nothing', { kubeconfig: {} }, { kind: 'invalid-options' }],
  ['a list', { kubeconfig: { clusters: 42 } }, { kind: 'invalid-options' }],
  [
    'a token that cannot be fetched',
    { baseUrl: 'https://a.example', token: () => Promise.reject(new Error('no')) },
    { kind: 'invalid-options' },
  ],
])('%s is an error that says so', async (_name, options, expected) => {
  expect(await errorOf(options)).toMatchObject(expected)
})

test('a file that is no YAML is an error without its content', async () => {
  const path = join(temporaryFolder(), 'config')
  writeFileSync(path, 'users: [token: "secret')
  expect(await errorOf({ kubeconfig: path })).toEqual({
    kind: 'invalid-options',
    issues: ['kubeconfig: YAML expected'],
  })
})

test('entries that the context does not need may be half written', async () => {
  const sent = await tokensSent((server) => {
    const whole = config({ server }, { token: 'abc' })
    return list({
      kubeconfig: {
        ...whole,
        contexts: [
          { name: 'bare', context: { namespace: 'x' } },
          { name: 'none', context: null },
          ...whole.contexts,
        ],
        clusters: [{ name: 'bare', cluster: {} }, { name: 'none', cluster: null }, ...whole.clusters],
      },
    })
  })
  expect(sent).toEqual(new Set(['Bearer abc']))
  const bare = { 'current-context': 'bare', contexts: [{ name: 'bare', context: { namespace: 'x' } }] }
  expect(await errorOf({ kubeconfig: bare })).toEqual({
    kind: 'invalid-options',
    issues: ['kubeconfig: the cluster of the context expected'],
  })
})

test('nothing of a file is printed, whatever the parser thinks of it', async () => {
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  const path = join(temporaryFolder(), 'config')
  writeFileSync(path, 'users:\n- name: me\n  user: { token: !vault very-secret }\n')
  await errorOf({ kubeconfig: path })
  expect(warned).not.toHaveBeenCalled()
})

describe('the service account of a pod', () => {
  test('is used inside a cluster, with its own authority', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'token'), 'of-the-pod\n')
    writeFileSync(join(folder, 'ca.crt'), selfSigned.cert)
    vi.stubEnv('KUBECONFIG', '')
    vi.stubEnv('KUBERNETES_SERVICE_HOST', '::1')
    vi.stubEnv('KUBERNETES_SERVICE_PORT', '1')
    const error = await errorOf({ serviceAccountFolder: folder, http: { maximumAttempts: 1 } })
    vi.unstubAllEnvs()
    expect(error).toMatchObject({ kind: 'unreachable', target: expect.stringContaining('https://[::1]:1/') })
  })

  test('without its files is an error that names the file', async () => {
    vi.stubEnv('KUBECONFIG', '')
    vi.stubEnv('KUBERNETES_SERVICE_HOST', '10.0.0.1')
    const error = await errorOf({ serviceAccountFolder: '/nowhere' })
    vi.unstubAllEnvs()
    expect(error).toEqual({ kind: 'unreachable', target: '/nowhere/token', code: 'ENOENT' })
  })
})

describe('certificates', () => {
  /** A server that takes only a certain client. */
  const secureServer = async () => {
    const clients: boolean[] = []
    const server = createServer(
      { ...selfSigned, ca: selfSigned.cert, requestCert: true, rejectUnauthorized: false },
      ({ socket }, response) => {
        clients.push(Reflect.get(socket, 'authorized') === true)
        response.setHeader('content-type', 'application/json').end(JSON.stringify(nodes))
      },
    ).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    return { url: `https://127.0.0.1:${port}`, clients }
  }

  const base64 = (text: string): string => Buffer.from(text).toString('base64')

  test('of a private authority and of a client are used', async () => {
    const { url, clients } = await secureServer()
    const cluster = {
      server: url,
      'certificate-authority-data': base64(selfSigned.cert),
      'tls-server-name': 'test.invalid',
    }
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'me.key'), selfSigned.key)
    const user = { 'client-certificate-data': base64(selfSigned.cert), 'client-key': join(folder, 'me.key') }
    expect((await list({ kubeconfig: config(cluster, user) })).isOk()).toBe(true)
    expect(new Set(clients)).toEqual(new Set([true]))
  })

  test('that nobody vouches for are refused', async () => {
    const { url } = await secureServer()
    const kubeconfig = config({ server: url }, {})
    expect(await errorOf({ kubeconfig, http: { maximumAttempts: 1 } })).toMatchObject({
      kind: 'unreachable',
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    })
  })

  test('are not checked where the kubeconfig says so, and a warning tells it', async () => {
    const { url } = await secureServer()
    const kubeconfig = config({ server: url, 'insecure-skip-tls-verify': true }, {})
    const listed = (await list({ kubeconfig }))._unsafeUnwrap()
    expect(listed.warnings[0]).toMatchObject({
      kind: 'limited',
      reason: expect.stringContaining('not to check'),
    })
  })
})
