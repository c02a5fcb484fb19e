// What a name must not do to the page it stands on: break lines, or turn the direction of the text around it.
const Unseen = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A name that came from elsewhere, with what cannot be seen made visible. */
export function shown(name: string): string {
  const plain = name.replace(Unseen, '\ufffd');
  return plain === '' ? '(no name)' : plain;
}
