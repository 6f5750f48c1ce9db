/** The SHA-256 of the content, 64 lower-case hexadecimal digits. */
export type FileKey = string;

export type KeptFile = {
  readonly key: FileKey;
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  /** By content; `application/octet-stream` where it is of no known type. */
  readonly mime: string;
};

/**
 * The port to where attachments' bytes are kept, addressed by content: the same bytes put by two people
 * are one file. So before `delete`, the caller makes sure that no row refers to the key any more.
 *
 * All methods throw FileStoreError where the store cannot do its part.
 */
export interface FileStore {
  /** Once it returns, the bytes outlast a crash. Repeating it changes nothing. */
  put(bytes: Uint8Array): Promise<KeptFile>;
  /** @throws {FileStoreError} `missing`, or `damaged` where the bytes are not those that were put */
  get(key: FileKey): Promise<Uint8Array>;
  /**
   * Deleting what is not there succeeds. What was put since the instant, if one is given, is left: a
   * row that refers to it may be on its way.
   */
  delete(key: FileKey, unlessPutSince?: Date): Promise<void>;
  /**
   * Keys whose last `put` was before the instant: among them those that no row came to refer to. A
   * repeated `put` counts, so with an instant some hours ago, a put whose row is still being written
   * is never among them.
   */
  keysPutBefore(instant: Date): Promise<readonly FileKey[]>;
}

/** - `full`: no room; `unavailable`: any other outage, with the system's code where there is one. */
export type FileStoreFault = 'missing' | 'damaged' | 'full' | 'unavailable';

/** An outage of the store. The text names no path and no key. */
export class FileStoreError extends Error {
  readonly fault: FileStoreFault;

  constructor(fault: FileStoreFault, systemCode?: string) {
    super(
      systemCode === undefined ? `file store: ${fault}` : `file store: ${fault}, ${systemCode}`,
    );
    this.name = 'FileStoreError';
    this.fault = fault;
  }
}
