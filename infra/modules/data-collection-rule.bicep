// Where the app sends its rows: a rule with an endpoint of its own, so there is no data collection endpoint to pay for.
targetScope = 'resourceGroup'

@description('Name of the rule.')
param name string

@description('Azure region: that of the workspace.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource ID of the workspace that has the tables.')
param workspaceId string

@description('Principal that the app runs as.')
param appPrincipalId string

var tables = [
  loadJsonContent('../tables/ArcFleetFindings_CL.json')
  loadJsonContent('../tables/ArcFleetClusters_CL.json')
  loadJsonContent('../tables/ArcFleetScans_CL.json')
]

resource rule 'Microsoft.Insights/dataCollectionRules@2023-03-11' = {
  name: name
  location: location
  tags: tags
  // Cannot be added to a rule later.
  kind: 'Direct'
  properties: {
    description: 'Rows of the Arc Fleet Scanner.'
    streamDeclarations: toObject(tables, table => 'Custom-${table.name}', table => {
      columns: map(table.columns, column => {
        name: column.name
        type: column.type
      })
    })
    destinations: {
      logAnalytics: [
        {
          name: 'workspace'
          workspaceResourceId: workspaceId
        }
      ]
    }
    dataFlows: map(tables, table => {
      streams: [
        'Custom-${table.name}'
      ]
      destinations: [
        'workspace'
      ]
      transformKql: 'source'
      outputStream: 'Custom-${table.name}'
    })
  }
}

var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource appSendsRows 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(rule.id, appPrincipalId, metricsPublisher)
  scope: rule
  properties: {
    description: 'The app sends the rows of findings, clusters and scans through this rule, and no other.'
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher)
  }
}

@description('Address for logs ingestion.')
output ingestionEndpoint string = rule.properties.endpoints.logsIngestion

@description('Immutable id of the rule.')
output immutableId string = rule.properties.immutableId
