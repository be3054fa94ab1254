// Lets Flux put the scanner's access into one connected cluster, and keep it as the repository has it. The cluster needs
// the extension microsoft.flux before: this file does not install it.
targetScope = 'resourceGroup'

@description('Name of the connected cluster, in the resource group of the deployment.')
param clusterName string

@description('HTTPS address of the Git repository with these folders: your own copy, which you review before it changes.')
param repositoryUrl string

@description('Tag of the repository to roll out. A tag does not move by itself, a branch would.')
param repositoryTag string

@description('Folder of this README in the repository, without a slash at the end.')
param folder string = './infra/cluster-access'

@description('Where the Helm release azure-arc is: helm-release, or helm-release-default in clusters onboarded in the early years.')
@allowed([
  'helm-release'
  'helm-release-default'
])
param helmRelease string = 'helm-release'

@description('Parts beside the base. With Flux in the cluster, flux belongs there; openshift and workload-identity only where these are.')
param parts array = [
  'flux'
  'token'
]

resource cluster 'Microsoft.Kubernetes/connectedClusters@2024-01-01' existing = {
  name: clusterName
}

resource access 'Microsoft.KubernetesConfiguration/fluxConfigurations@2024-11-01' = {
  name: 'arcfleet-access'
  scope: cluster
  properties: {
    // Roles in several namespaces: a configuration of one namespace cannot make them.
    scope: 'cluster'
    namespace: 'arcfleet-rollout'
    sourceKind: 'GitRepository'
    gitRepository: {
      url: repositoryUrl
      syncIntervalInSeconds: 3600
      timeoutInSeconds: 300
      repositoryRef: {
        tag: repositoryTag
      }
    }
    kustomizations: union(
      {
        base: {
          path: '${folder}/base'
          prune: true
          syncIntervalInSeconds: 3600
          timeoutInSeconds: 300
        }
      },
      toObject(concat([helmRelease], parts), part => part, part => {
        path: '${folder}/${part}'
        prune: true
        syncIntervalInSeconds: 3600
        timeoutInSeconds: 300
        dependsOn: [
          'base'
        ]
      })
    )
  }
}

@description('Resource ID of the Flux configuration, whose property complianceState says whether the cluster has it.')
output configurationId string = access.id
