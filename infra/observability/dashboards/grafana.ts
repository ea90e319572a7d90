import type { Panel, Row } from './description';

const units: Record<Panel['unit'], string> = {
  seconds: 's',
  'per second': 'cps',
  count: 'short',
  bytes: 'bytes',
  ratio: 'percentunit',
  gas: 'short',
};

const columns = 24;
const perRow = 4;
const height = 8;

/**
 * The dashboard as Grafana imports it (schema version 39, Grafana 10 and newer). Its data source is a variable, so that it
 * finds whatever Prometheus is there.
 */
export function grafanaDashboard(rows: readonly Row[]): object {
  const source = { type: 'prometheus', uid: '${source}' };
  const made: object[] = [];
  let y = 0;
  const idOf = () => made.length + 1;
  for (const { title, panels } of rows) {
    made.push({
      id: idOf(),
      type: 'row',
      title,
      collapsed: false,
      gridPos: { x: 0, y, w: columns, h: 1 },
      panels: [],
    });
    y += 1;
    panels.forEach((panel, i) => {
      const width = columns / perRow;
      const gridPos = {
        x: (i % perRow) * width,
        y: y + Math.floor(i / perRow) * height,
        w: width,
        h: height,
      };
      made.push(panelOf(panel, idOf(), gridPos, source));
    });
    y += Math.ceil(panels.length / perRow) * height;
  }
  return {
    uid: 'parley',
    title: 'Parley',
    tags: ['parley'],
    schemaVersion: 39,
    editable: true,
    refresh: '30s',
    time: { from: 'now-1h', to: 'now' },
    templating: {
      list: [{ name: 'source', label: 'Prometheus', type: 'datasource', query: 'prometheus' }],
    },
    panels: made,
  };
}

const panelOf = (panel: Panel, id: number, gridPos: object, datasource: object): object => ({
  id,
  type: 'timeseries',
  title: panel.title,
  description: panel.text,
  datasource,
  gridPos,
  fieldConfig: {
    defaults: { unit: units[panel.unit], min: 0, custom: { lineWidth: 2, fillOpacity: 8 } },
    overrides: [],
  },
  options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
  targets: panel.queries.map(({ expr, legend }, i) => ({
    refId: String.fromCharCode('A'.charCodeAt(0) + i),
    datasource,
    expr: expr.replaceAll('$window', '$__rate_interval'),
    legendFormat: legend,
    exemplar: panel.exemplars === true,
  })),
});

/** The dashboard's file, whole. */
export const grafanaFile = (rows: readonly Row[]): string =>
  `${JSON.stringify(grafanaDashboard(rows), null, 2)}\n`;
