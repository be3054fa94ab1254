// The tables of the workspace. Columns are data of infra/tables; they are only ever added.
targetScope = 'resourceGroup'

@description('Name of the workspace, in the resource group of this deployment.')
param workspaceName string

@description('Days for which the rows can be queried.')
@minValue(4)
@maxValue(730)
param retentionDays int

var tables = [
  loadJsonContent('../tables/ArcFleetFindings_CL.json')
  loadJsonContent('../tables/ArcFleetClusters_CL.json')
  loadJsonContent('../tables/ArcFleetScans_CL.json')
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

// One after the other: a workspace refuses changes of two tables at once.
@batchSize(1)
resource rows 'Microsoft.OperationalInsights/workspaces/tables@2025-07-01' = [for table in tables: {
  parent: workspace
  name: table.name
  properties: {
    plan: 'Analytics'
    retentionInDays: retentionDays
    totalRetentionInDays: retentionDays
    schema: {
      name: table.name
      description: table.description
      columns: map(table.columns, column => {
        name: column.name
        type: column.type == 'datetime' ? 'dateTime' : column.type
        description: column.description
      })
    }
  }
}]

@description('Names of the tables.')
output names array = [for table in tables: table.name]
