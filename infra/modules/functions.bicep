// The saved functions, which workbook, alert rules and anybody's own queries use.
targetScope = 'resourceGroup'

@description('Name of the workspace, in the resource group of this deployment.')
param workspaceName string

// Every function has these, and no other; a test compares them with the comment in each file.
var functionParameters = 'within:timespan=7d, simulated:bool=false'

// A function comes after those that it calls.
var functions = [
  {
    name: 'ArcFleetLastScan'
    title: 'The last completed scan'
    query: loadTextContent('../queries/ArcFleetLastScan.kql')
  }
  {
    name: 'ArcFleetScanHealth'
    title: 'How each scan went'
    query: loadTextContent('../queries/ArcFleetScanHealth.kql')
  }
  {
    name: 'ArcFleetCoverage'
    title: 'How much of the fleet each scan reached'
    query: loadTextContent('../queries/ArcFleetCoverage.kql')
  }
  {
    name: 'ArcFleetClusterState'
    title: 'The state of each cluster'
    query: loadTextContent('../queries/ArcFleetClusterState.kql')
  }
  {
    name: 'ArcFleetFindingState'
    title: 'The findings that are not resolved'
    query: loadTextContent('../queries/ArcFleetFindingState.kql')
  }
  {
    name: 'ArcFleetRootCauses'
    title: 'Root causes by the number of clusters'
    query: loadTextContent('../queries/ArcFleetRootCauses.kql')
  }
  {
    name: 'ArcFleetCertificates'
    title: 'When the identity certificate of each cluster ends'
    query: loadTextContent('../queries/ArcFleetCertificates.kql')
  }
  {
    name: 'ArcFleetVersions'
    title: 'Versions and their support'
    query: loadTextContent('../queries/ArcFleetVersions.kql')
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

@batchSize(1)
resource saved 'Microsoft.OperationalInsights/workspaces/savedSearches@2025-07-01' = [for function in functions: {
  parent: workspace
  name: toLower(function.name)
  properties: {
    category: 'Arc Fleet Scanner'
    displayName: function.title
    functionAlias: function.name
    functionParameters: functionParameters
    query: function.query
    version: 2
  }
}]

@description('Names of the functions.')
output names array = [for function in functions: function.name]
