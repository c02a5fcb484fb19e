export type Sort = { field: string; descending: boolean };

/** The service's notation: `bytes`, `-bytes`. */
export function writeSort(sort: Sort | null): string | null {
  return sort === null ? null : (sort.descending ? '-' : '') + sort.field;
}

export function readSort(text: string | null): Sort | null {
  return text === null || text === '' ? null : { field: text.replace(/^-/, ''), descending: text.startsWith('-') };
}

/** Pressing a head sorts by it, largest first; pressing it again turns the order. */
export function pressed(sort: Sort | null, field: string): Sort {
  return sort?.field === field ? { field, descending: !sort.descending } : { field, descending: true };
}
