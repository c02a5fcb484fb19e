import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useDark } from '../app/useDark';
import { chartOptions, type ChartLine } from './chartOptions';

/** Lines over time. The figure's caption tells the last values in words, for who cannot see the lines. */
export function TimeChart({ times, lines, caption, height = 200 }: { times: readonly number[]; lines: readonly ChartLine[]; caption: string; height?: number }) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const dark = useDark();
  const data = [times.map(time => time / 1000), ...lines.map(line => [...line.values])] as uPlot.AlignedData;
  useEffect(() => {
    const host = frame.current;
    if (host === null) {
      return undefined;
    }
    const drawn = new uPlot(chartOptions(lines, host.clientWidth || 600, height), data, host);
    chart.current = drawn;
    const resized = new ResizeObserver(() => drawn.setSize({ width: host.clientWidth, height }));
    resized.observe(host);
    return () => {
      resized.disconnect();
      drawn.destroy();
    };
  }, [dark, height]);
  useEffect(() => chart.current?.setData(data), [times, lines]);
  return (
    <figure class="chart">
      <div ref={frame} aria-hidden="true" />
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
