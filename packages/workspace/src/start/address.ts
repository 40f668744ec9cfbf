/** What an address of Space says: which region, and the secrets in its fragment. */
export interface SpaceAddress {
  /** The region, '' when the address names none. */
  readonly region: string;
  readonly accessKey: string | undefined;
  readonly hostToken: string | undefined;
  /** A key to select once open: `#at=entity:…`, what “Copy link” on a thing makes. */
  readonly at: string | undefined;
}

/** Reads a path `/w/<region>` and a fragment `#key=…&host=…&at=…`. Throws nothing: what is not there is undefined. */
export function readAddress(path: string, fragment: string): SpaceAddress {
  const match = /^\/w\/([A-Za-z0-9_-]{1,64})\/?$/.exec(path);
  const facts = new URLSearchParams(fragment.replace(/^#/, ''));
  return {
    region: match?.[1] ?? '',
    accessKey: facts.get('key') ?? undefined,
    hostToken: facts.get('host') ?? undefined,
    at: facts.get('at') ?? undefined,
  };
}

/** The address to give to others: whoever has it may open the region, and edit it when it carries the access key. */
export function writeInvite(origin: string, region: string, accessKey: string | undefined): string {
  return `${origin}/w/${region}${accessKey ? `#key=${encodeURIComponent(accessKey)}` : ''}`;
}

/** The address of one thing in a region, without any secret: it opens for those who already have the key. */
export function writeThingLink(origin: string, region: string, key: string): string {
  return `${origin}/w/${region}#at=${encodeURIComponent(key)}`;
}

/** Whether a host name means this machine only. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '::1' || hostname === '[::1]' || hostname.startsWith('127.') || hostname.endsWith('.localhost')
  );
}
