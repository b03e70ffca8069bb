// What can be wrong with a feed, each kind a class of its own, so that services can say it in words.

/** Something delivered was refused; nothing that was trusted before has changed. */
export class SyncError extends Error {
  override readonly name: string = "SyncError";
  /** the file or role that it was seen in */
  readonly where: string;
  readonly reason: string;

  constructor(where: string, reason: string) {
    super(`${where}: ${reason}`);
    this.where = where;
    this.reason = reason;
  }
}

/** It is not what its format says, or larger than allowed. */
export class MalformedMetadata extends SyncError {
  override readonly name = "MalformedMetadata";
}

/** A root names a key that must not be trusted: of another kind, of small order, or one key under two names. */
export class RefusedKey extends SyncError {
  override readonly name = "RefusedKey";
}

/** Not signed by enough of the keys that the root names for the role. */
export class BadSignature extends SyncError {
  override readonly name = "BadSignature";
}

/** Older than what was trusted before. */
export class Rollback extends SyncError {
  override readonly name = "Rollback";
}

/** Not the file that the metadata above it names: another version, length or digest. */
export class MixAndMatch extends SyncError {
  override readonly name = "MixAndMatch";
}

/** Its time is over: the feed is frozen, or the clock is wrong. */
export class Expired extends SyncError {
  override readonly name = "Expired";
}

/** It says that it was signed later than any clock at hand allows. */
export class FromTheFuture extends SyncError {
  override readonly name = "FromTheFuture";
}

/** Rightly signed, but not a release that can be meant: too large, shrunk or grown too much, older than the active. */
export class UnfitRelease extends SyncError {
  override readonly name = "UnfitRelease";
}

/** The release is for later versions of the extension. */
export class NeedsUpdate extends SyncError {
  override readonly name = "NeedsUpdate";
}
