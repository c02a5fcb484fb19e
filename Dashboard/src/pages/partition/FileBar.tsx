import type { Layout } from '../../api/types';
import { isPassing } from '../../components/tones';
import { bytes } from '../../format/bytes';
import { shown } from '../../format/names';
import { placeOf, toScale } from './fileScale';

const Width = 1000;
const Least = 5;

/** The whole file as one bar: its sections, and where each reader is. */
export function FileBar({ layout }: { layout: Layout }) {
  const spans = toScale(layout.sections.map(section => section.bytes), Width, Least);
  const words = layout.sections.map(section => `${section.kind} ${bytes(section.bytes)} at ${section.offset}`).join(', ');
  return (
    <div class="filebar">
      <svg viewBox={`0 0 ${Width} 58`} preserveAspectRatio="none" role="img" aria-label={`Sections of the file: ${words}. ${layout.readers.length} readers.`}>
        {layout.sections.map((section, n) => (
          <rect key={section.kind + section.offset} class={`section ${section.kind.toLowerCase()}`} x={spans[n]?.from} y={20} width={spans[n]?.width} height={36}><title>{`${section.kind}: ${bytes(section.bytes)} at offset ${section.offset}`}</title></rect>
        ))}
        {layout.readers.map((reader, n) => {
          const x = placeOf(reader.offset, layout.sections, spans);
          return <path key={`${reader.peer} ${n}`} class={`reader${isPassing(reader.waiting) ? '' : ' waits'}`} d={`M${x - 6} 4H${x + 6}L${x} 20Z M${x} 20V56`}><title>{`${shown(reader.peer)} at ${bytes(reader.offset)}`}</title></path>;
        })}
      </svg>
      <ul class="legend small">
        {layout.sections.filter(section => section.bytes > 0).map(section => <li key={section.kind + section.offset}><i class={`swatch section ${section.kind.toLowerCase()}`} />{section.kind} <b>{bytes(section.bytes)}</b></li>)}
        {layout.readers.length > 0 && <li><i class="swatch reader" />reader</li>}
      </ul>
    </div>
  );
}
