import { readFileSync, writeFileSync } from 'node:fs';
import { rows } from './dashboards/description';
import { grafanaFile } from './dashboards/grafana';
import { catalogue } from './metrics/catalogue';
import { withTable } from './metrics/page';

/** `npm run observability:write`: writes anew what is made from the catalogue of metrics and from the panels. */
const page = 'docs/metrics.md';
writeFileSync(page, withTable(readFileSync(page, 'utf8'), catalogue));
writeFileSync('infra/observability/dashboards/parley.json', grafanaFile(rows));
