import { useEffect, useRef, useState } from 'preact/hooks';

const WindowMs = 60_000;

/** How fast a total grew in the last minute that this page saw, per second; null until there are two looks. A total that fell starts anew. */
export function useGrowth(total: number): number | null {
  const seen = useRef<{ at: number; total: number }[]>([]);
  const [growth, setGrowth] = useState<number | null>(null);
  useEffect(() => {
    const look = () => {
      const at = Date.now();
      const before = seen.current.filter(one => at - one.at <= WindowMs && one.total <= total);
      seen.current = [...before, { at, total }];
      const first = before[0];
      setGrowth(first === undefined ? null : ((total - first.total) * 1000) / Math.max(1, at - first.at));
    };
    look();
    const timer = setInterval(look, 2000);
    return () => clearInterval(timer);
  }, [total]);
  return growth;
}
