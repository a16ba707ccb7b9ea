import type { Result } from 'neverthrow'

/** The right to use a piece of hardware for a while. */
export interface Lease {
  /** The hardware, such as the UUID of a GPU. */
  readonly resource: string
  /** Who holds it. */
  readonly holder: string
  /**
   * Fencing token: each lease of a resource has a greater one than all before it (1 or more). Who guards the resource refuses a token
   * that is below the greatest it has seen, so that a holder who comes back late does no harm.
   */
  readonly token: number
  /** When it ends unless it is renewed (ms since 1970-01-01 UTC). */
  readonly expiresAtMs: number
}

/** What somebody asks for. */
export interface LeaseRequest {
  /** The hardware; all of it or none is given (1 or more). */
  readonly resources: readonly string[]
  /** Who asks. Two that ask by one name are one holder only if they renew; a second request is refused. */
  readonly holder: string
  /** For how long (ms, above 0). */
  readonly ttlMs: number
}

/** Somebody else holds it. */
export interface LeaseTaken {
  /** Tag. */
  readonly kind: 'taken'
  /** The first resource that is taken. */
  readonly resource: string
  /** Who holds it. */
  readonly holder: string
  /** When it is free at the latest, if nobody renews (ms since 1970-01-01 UTC). */
  readonly untilMs: number
}

/** The lease has ended: it expired, or was released, or somebody else holds the resource now. */
export interface LeaseLost {
  /** Tag. */
  readonly kind: 'lost'
  /** The resource. */
  readonly resource: string
}

/** The store cannot be reached, or does not answer. Nothing is known of the lease. */
export interface LeaseStoreFailed {
  /** Tag. */
  readonly kind: 'store-failed'
  /** What happened, for people. */
  readonly detail: string
}

/** A store of leases. The default one is in memory; one that several processes share must pass the same contract. */
export interface LeaseStore {
  /**
   * Takes resources, all or none.
   *
   * @param request - Which, for whom, for how long.
   * @returns A lease for each resource, in the order of the request.
   */
  readonly acquire: (
    request: LeaseRequest,
  ) => PromiseLike<Result<readonly Lease[], LeaseTaken | LeaseStoreFailed>>
  /**
   * Keeps a lease for longer. The token stays.
   *
   * @param lease - A lease that has not ended.
   * @param ttlMs - For how long from now (ms).
   */
  readonly renew: (lease: Lease, ttlMs: number) => PromiseLike<Result<Lease, LeaseLost | LeaseStoreFailed>>
  /**
   * Gives a lease back. Giving back one that has ended is no error and changes nothing.
   *
   * @param lease - The lease.
   */
  readonly release: (lease: Lease) => PromiseLike<Result<void, LeaseStoreFailed>>
  /**
   * Tells whether a lease holds now. A late holder with an old token is refused here.
   *
   * @param lease - The lease.
   */
  readonly check: (lease: Lease) => PromiseLike<Result<void, LeaseLost | LeaseStoreFailed>>
  /**
   * Tells who holds what now.
   *
   * @param resources - Which resources.
   * @returns The leases that hold; free resources have none.
   */
  readonly held: (resources: readonly string[]) => PromiseLike<Result<readonly Lease[], LeaseStoreFailed>>
}
