/** What goes wrong with a reply, as data. The status, headers and body of the reply are those that go wrong. */
export type Fault =
  | {
      /** Never answers; the request stays open until somebody closes it. */
      readonly kind: 'hang'
    }
  | {
      /** Sends status, headers and the beginning of the body, and then nothing more. */
      readonly kind: 'hang-in-body'
      /** Bytes of the body that are sent. Default: half of it. */
      readonly afterBytes?: number | undefined
    }
  | {
      /** Sends the body in drops, at an even pace. */
      readonly kind: 'slow'
      /** Pace (bytes/s, > 0). */
      readonly bytesPerSecond: number
    }
  | {
      /** Resets the connection (TCP RST) before it has sent anything. */
      readonly kind: 'reset'
    }
  | {
      /** Resets the connection in the middle of the body. */
      readonly kind: 'reset-in-body'
      /** Bytes of the body that are sent before. Default: half of it. */
      readonly afterBytes?: number | undefined
    }
  | {
      /** Announces more bytes than the body has, sends the body and closes the connection in good order. */
      readonly kind: 'wrong-length'
      /** Bytes that are announced and never come. Default 1. */
      readonly missingBytes?: number | undefined
    }
  | {
      /** Sends bytes that are no HTTP. They are the same each time. */
      readonly kind: 'garbage'
    }
  | {
      /** A sound HTTP reply whose body is cut. */
      readonly kind: 'truncated'
      /** Bytes of the body that are left. Default: half of it. */
      readonly keepBytes?: number | undefined
    }
  | {
      /** Sends blanks before the body. They are made while they are sent, so that no memory holds them. */
      readonly kind: 'flood'
      /** How many (bytes). */
      readonly bytes: number
      /** True: the length is announced in the headers. Default false. */
      readonly isAnnounced?: boolean | undefined
    }
  | {
      /** Sends a few kilobytes of gzip that unpack to blanks and the body. */
      readonly kind: 'bomb'
      /** How many blanks (bytes); a whole number of MiB is sent, at least one. */
      readonly bytes: number
    }
  | {
      /** Goes wrong a number of times and then serves the reply. */
      readonly kind: 'flapping'
      /** How many times. */
      readonly times: number
      /** What goes wrong: an HTTP status with an empty JSON object, or another fault. Default 503. */
      readonly as?: number | Fault | undefined
    }
