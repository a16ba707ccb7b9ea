// What these tests use of Node. `/// <reference types="node" />` would declare `process`, `fetch` and all other globals
// for the whole of core, whose sources must not compile with them.

interface ImportMeta {
  dirname: string
}

declare module 'node:fs' {
  interface Bytes {
    toString(encoding: 'utf8'): string
  }
  export function existsSync(path: string): boolean
  export function readFileSync(path: string): Bytes
  export function readFileSync(path: string, encoding: 'utf8'): string
  export function readdirSync(
    path: string,
    options?: { readonly recursive?: boolean; readonly encoding?: 'utf8' },
  ): string[]
}

declare module 'node:zlib' {
  interface Bytes {
    toString(encoding: 'utf8'): string
  }
  export function gunzipSync(bytes: Bytes): Bytes
}

declare module 'node:path' {
  export function join(...parts: string[]): string
}

declare module 'node:console' {
  export function info(text: string): void
  export function warn(text: string): void
}
