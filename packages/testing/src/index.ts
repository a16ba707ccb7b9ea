// Arbitraries.
export { arbitraryJob } from './arbitraries/jobs.ts'
export { arbitraryListedOffer, arbitraryOffer, arbitraryOffers } from './arbitraries/offers.ts'
export { arbitraryPolicy } from './arbitraries/policies.ts'
export { arbitraryStrategy } from './arbitraries/strategies.ts'
// Builders.
export {
  buildJob,
  buildListedOffer,
  buildLocalOffer,
  buildOffer,
  buildSource,
  builtAtMs,
} from './builders.ts'
// The contract suite.
export { adapterContract } from './contract/adapter-contract.ts'
export { type CheckFamily, type CheckName, checkNames } from './contract/check-name.ts'
export type {
  AdapterContract,
  Circumstances,
  ContractEntry,
  ContractLimits,
  ContractReplies,
  DefineTest,
  OwnFault,
  PagedReplies,
} from './contract/contract.ts'
// Mutants of recorded replies.
export { type JsonPath, replaceAt } from './json-paths.ts'
export { mutateJson } from './mutate-json.ts'
// The replay server.
export type { Fault } from './replay/fault.ts'
export type { RecordedRequest } from './replay/recorded-request.ts'
export { type ReplayServer, startReplayServer, withReplayServer } from './replay/replay-server.ts'
export type { Reply, Route } from './replay/reply.ts'
export { type SocketFault, socketFaults } from './replay/socket-faults.ts'
