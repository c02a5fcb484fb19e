import type { Severity } from '../../api/types';
import type { EventFilter } from './eventFilter';

export function EventFilters({ filter, kinds, onChange }: { filter: EventFilter; kinds: readonly string[]; onChange: (filter: EventFilter) => void }) {
  return (
    <>
      <label>Severity <select value={filter.least} onChange={event => onChange({ ...filter, least: event.currentTarget.value as Severity })}><option value="info">all</option><option value="warning">warnings and errors</option><option value="error">errors</option></select></label>
      <label>Kind <select value={filter.kind} onChange={event => onChange({ ...filter, kind: event.currentTarget.value })}><option value="">all</option>{kinds.map(kind => <option key={kind} value={kind}>{kind}</option>)}</select></label>
      <label>Text or id <input type="search" maxLength={200} value={filter.text} onInput={event => onChange({ ...filter, text: event.currentTarget.value })} /></label>
    </>
  );
}
