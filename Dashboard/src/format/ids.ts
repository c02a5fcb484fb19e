const Full = /^[0-9a-f]{32}$/;

export function shortId(id: string): string {
  return id.slice(0, 8);
}

/** What somebody pasted, as an id: 32 hexadecimal digits, with or without the dashes, braces and capitals of a GUID. */
export function parseId(text: string): string | null {
  const digits = text.trim().replace(/[-{}\s]/g, '').toLowerCase();
  return Full.test(digits) ? digits : null;
}
