// Telemetry of the app itself. Written with the identity of the app: the instrumentation key alone is refused.
targetScope = 'resourceGroup'

@description('Name of the component.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource ID of the workspace that keeps the telemetry.')
param workspaceId string

@description('Principal that the app runs as.')
param appPrincipalId string

resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: name
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspaceId
    DisableLocalAuth: true
  }
}

var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource appSendsTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(component.id, appPrincipalId, metricsPublisher)
  scope: component
  properties: {
    description: 'The Functions host sends requests, errors and log lines of the app; the component takes no key.'
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher)
  }
}

@description('Name of the component.')
output name string = component.name
