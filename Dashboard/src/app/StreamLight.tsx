import { eventLog } from '../live/eventLog';
import { useStore } from '../live/store';

const Words = { live: 'Live', connecting: 'Connecting', broken: 'Not live' } as const;

/** Whether events arrive as they happen. */
export function StreamLight() {
  const { state } = useStore(eventLog);
  return <span class={`light ${state}`} role="status" title="Whether events arrive as they happen"><i aria-hidden="true" />{Words[state]}</span>;
}
