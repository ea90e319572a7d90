/*
 * The part of Kubernetes' and Knative's objects that Parley's manifests use, as JSON schemas that let nothing else through:
 * a name that is misspelt is refused, which a cluster may pass over. Sources: kubernetes.io/docs/reference/kubernetes-api,
 * knative.dev/docs/serving/reference/serving-api.
 */

import { list, object, text, texts, whole, yes, type Schema } from './closed-schema';

const amounts = object({
  cpu: { type: 'string', pattern: '^\\d+m?$' },
  memory: { type: 'string', pattern: '^\\d+(Mi|Gi)$' },
});
const probe = object({
  httpGet: object({ path: text, port: { type: 'integer', minimum: 1, maximum: 65_535 } }),
  'periodSeconds?': whole,
  'timeoutSeconds?': whole,
  'failureThreshold?': whole,
});
const seccompProfile = object({ type: { enum: ['RuntimeDefault'] } });
const container = object({
  name: text,
  image: text,
  ports: list(object({ 'name?': text, containerPort: whole })),
  'envFrom?': list(object({ configMapRef: object({ name: text }) })),
  env: list({
    oneOf: [
      object({ name: text, value: text }),
      object({ name: text, valueFrom: object({ secretKeyRef: object({ name: text, key: text }) }) }),
    ],
  }),
  securityContext: object({
    'runAsNonRoot?': yes,
    'runAsUser?': whole,
    'runAsGroup?': whole,
    allowPrivilegeEscalation: yes,
    readOnlyRootFilesystem: yes,
    capabilities: object({ drop: list(text) }),
    'seccompProfile?': seccompProfile,
  }),
  resources: object({ requests: amounts, limits: amounts }),
  startupProbe: probe,
  readinessProbe: probe,
  livenessProbe: probe,
  volumeMounts: list(object({ name: text, mountPath: text })),
});
const podFields = {
  serviceAccountName: text,
  automountServiceAccountToken: yes,
  enableServiceLinks: yes,
  containers: list(container),
  volumes: list(object({ name: text, emptyDir: object({ sizeLimit: text }) })),
};
const selector = object({ matchLabels: texts });
const head = (apiVersion: string, kind: string) => ({
  apiVersion: { const: apiVersion },
  kind: { const: kind },
  metadata: object({ name: text, labels: texts }),
});

/** A schema for each kind of object, by `apiVersion kind`. */
export const kubernetesSchemas: Readonly<Record<string, Schema>> = {
  'v1 ServiceAccount': object({ ...head('v1', 'ServiceAccount'), automountServiceAccountToken: yes }),
  'v1 ConfigMap': object({ ...head('v1', 'ConfigMap'), data: texts }),
  'v1 Service': object({
    ...head('v1', 'Service'),
    spec: object({ selector: texts, ports: list(object({ name: text, port: whole, targetPort: whole })) }),
  }),
  'policy/v1 PodDisruptionBudget': object({
    ...head('policy/v1', 'PodDisruptionBudget'),
    spec: object({ maxUnavailable: whole, selector }),
  }),
  'apps/v1 Deployment': object({
    ...head('apps/v1', 'Deployment'),
    spec: object({
      replicas: whole,
      selector,
      strategy: object({
        type: { const: 'RollingUpdate' },
        rollingUpdate: object({ maxSurge: whole, maxUnavailable: whole }),
      }),
      template: object({
        metadata: object({ labels: texts }),
        spec: object({
          ...podFields,
          terminationGracePeriodSeconds: whole,
          securityContext: object({ runAsNonRoot: yes, runAsUser: whole, runAsGroup: whole, seccompProfile }),
          topologySpreadConstraints: list(
            object({
              maxSkew: whole,
              topologyKey: text,
              whenUnsatisfiable: { enum: ['ScheduleAnyway', 'DoNotSchedule'] },
              labelSelector: selector,
            }),
          ),
        }),
      }),
    }),
  }),
  'serving.knative.dev/v1 Service': object({
    ...head('serving.knative.dev/v1', 'Service'),
    spec: object({
      template: object({
        metadata: object({ labels: texts, annotations: texts }),
        spec: object({
          ...podFields,
          // A thousand is the most that Knative takes, 600 what it takes unless a cluster says more.
          containerConcurrency: { type: 'integer', minimum: 0, maximum: 1_000 },
          timeoutSeconds: { type: 'integer', minimum: 1, maximum: 600 },
        }),
      }),
    }),
  }),
};
